"""How families are told, in either language: out of the ordinary, or of a sort that is only counted."""
