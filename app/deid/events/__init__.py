"""How events that many heard of are told, in either language: what carried them, what befell whom, what was won."""
