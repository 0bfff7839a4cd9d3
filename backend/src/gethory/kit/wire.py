"""The base of every model that goes over the wire: camelCase outside, snake_case inside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer
from pydantic.alias_generators import to_camel

from gethory.kit.clock import to_iso

Time = Annotated[
    datetime,
    PlainSerializer(to_iso, return_type=str, when_used="json"),
]
"""A moment; on the wire ISO 8601 UTC with milliseconds."""


class Words(BaseModel):
    """A wire object. Unknown fields are ignored, names follow camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


def example(**words: Any) -> ConfigDict:
    """For `model_config`: what the documents show as an example, by its names on the wire."""
    return ConfigDict(json_schema_extra={"examples": [words]})
