"""Places by their names, in both languages: the gazetteers, and what tells a place that is in none."""
