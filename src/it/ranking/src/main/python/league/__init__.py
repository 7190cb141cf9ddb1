"""A running club's league: from the results of its races to the table of the season."""
