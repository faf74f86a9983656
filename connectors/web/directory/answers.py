"""What the interface answers: a page in HSDS's envelope, a record, and the headers of both."""

import json
from collections.abc import Sequence
from math import ceil
from typing import Annotated, Any, Self

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from connectors.web.packed import Packed

Tree = dict[str, Any]
# A correction is seen by programs a minute later at most; whoever asks again sends the tag and gets 304.
HEADERS = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}


class Paging(BaseModel):
    """Which page is asked for."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=100)

    @property
    def offset(self) -> int:
        """How many items stand before it."""
        return (self.page - 1) * self.per_page


def paging(
    page: Annotated[int, Query(ge=1, le=1_000_000, description="The page, from 1.")] = 1,
    per_page: Annotated[int, Query(ge=1, le=100, description="Items a page.")] = 50,
) -> Paging:
    """The parameters `page` and `per_page`."""
    return Paging(page=page, per_page=per_page)


ThePage = Annotated[Paging, Depends(paging)]


class Page(BaseModel):
    """The envelope of HSDS 3.1."""

    total_items: int
    total_pages: int
    page_number: int
    size: int = Field(description="How many items this page holds.")
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[Tree]

    @classmethod
    def of(cls, asked: Paging, contents: Sequence[Tree], total: int) -> Self:
        """One page of `total` items; a page beyond the last one is empty."""
        pages = max(1, ceil(total / asked.per_page))
        return cls(
            total_items=total,
            total_pages=pages,
            page_number=asked.page,
            size=len(contents),
            first_page=asked.page == 1,
            last_page=asked.page >= pages,
            empty=not contents,
            contents=list(contents),
        )

    @classmethod
    def cut(cls, asked: Paging, rows: Sequence[Tree]) -> Self:
        """One page of rows that are all there already."""
        return cls.of(asked, rows[asked.offset : asked.offset + asked.per_page], len(rows))


def answered(request: Request, body: Page | Tree, media_type: str = "application/json") -> Response:
    """The body as JSON with a fingerprint; 304 to whoever has it already."""
    tree = body.model_dump() if isinstance(body, Page) else body
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return Packed.of(text).response(request, media_type, HEADERS)


def site(request: Request) -> str:
    """The address of this installation, as the client calls it, without a slash at the end."""
    return str(request.base_url).rstrip("/")
