"""`/api/v1/session`: how another help desk, or a script, signs in and off."""

from fastapi import APIRouter, Depends, Request, Response, status
from pydantic import Field

from connectors.web.schemas import Strict
from console.entrance import TheEntrance, begin, leave, prove
from console.guard import Identified, TheHouse, take_cookie
from console.origin import same_origin
from foundation.errors import InvalidInputError, SecondFactorError

router = APIRouter(prefix="/api/v1/session", tags=["session"])


class Credentials(Strict):
    """`POST /api/v1/session`; `code` where the account has a second factor."""

    email: str = Field(max_length=254)
    password: str = Field(max_length=1000)
    code: str | None = Field(None, max_length=20)


@router.post("", status_code=status.HTTP_204_NO_CONTENT, dependencies=[Depends(same_origin)])
async def sign_in(
    request: Request, response: Response, credentials: Credentials, the_house: TheHouse, door: TheEntrance
) -> None:
    """Prove who you are; the session comes as a cookie."""
    try:
        account, passed = await prove(
            request, the_house, door, credentials.email, credentials.password, credentials.code
        )
    except InvalidInputError as error:
        raise SecondFactorError("The code is not right, or was used before.") from error
    if account.second_factor_secret and not passed:
        raise SecondFactorError("Give the code of the second factor too.")
    await begin(request, response, the_house, account, passed)


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
async def sign_off(
    request: Request, response: Response, visitor: Identified, the_house: TheHouse, door: TheEntrance
) -> None:
    """End this session."""
    await leave(the_house, door, visitor.account_id, visitor.session_id)
    take_cookie(request, response)
