"""Is the house alive, can it answer?"""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from connectors.web.failures import error_response
from connectors.web.house import House, house
from foundation.database import reading

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> dict[str, str]:
    """200 while the process runs."""
    return {"status": "live"}


@router.get("/ready", response_model=None)
async def ready(the_house: Annotated[House, Depends(house)]) -> JSONResponse:
    """200 once a question can be answered, else 503 with what is missing."""
    missing = []
    try:
        async with reading(the_house.sessions) as session:
            await session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        missing.append("database")
    if not await the_house.assistant.rasa.ready():
        missing.append("rasa")
    if missing:
        return error_response(503, "not_ready", f"Not there yet: {', '.join(missing)}.")
    return JSONResponse({"status": "ready"})
