"""How good, how fast and how large the detector is, and how others compare in the same run."""
