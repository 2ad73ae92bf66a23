"""TimelineJS: the JSON of a timeline to look at (timeline.knightlab.com)."""
