"""The evidence behind an answer."""

from .evidence import Correction, Why, claimed_attributes, why, why_json, why_of

__all__ = ["Correction", "Why", "claimed_attributes", "why", "why_json", "why_of"]
