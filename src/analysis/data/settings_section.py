"""What every section of partnership.toml has in common."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """Refuse settings that are not declared, and values of another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
