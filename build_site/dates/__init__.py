"""Date expressions of news English: finding them, telling which dates an act of speaking, resolving it."""
