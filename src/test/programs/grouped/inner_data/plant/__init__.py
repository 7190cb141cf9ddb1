"""A package whose modules read the data of the packages inside and around them."""
