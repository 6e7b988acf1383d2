"""The options of an extractor: one frozen model, the only home of thresholds that a caller may change."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from geoextract.gazetteer.records import Policy


class ExtractorConfig(BaseModel):
    """Options of `geoextract.load`.

    Attributes:
        policy: which view of disputed places decides `country_code`.
        min_score: entities below this calibrated probability are left out, 0..1.
        keep_unresolved: keep mentions whose place is below `min_score` with `place` None instead of leaving them out.
        gazetteer: path of an artifact; None for the packaged one.
        extra: files of the user's own places.
        model: path of a model file; None for the packaged one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: Policy = "iso"
    min_score: float = Field(default=0.4, ge=0, le=1)
    keep_unresolved: bool = False
    gazetteer: str | None = None
    extra: tuple[str, ...] = ()
    model: str | None = None
