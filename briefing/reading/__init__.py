"""Article → Reading: everything that must be understood is understood here, once."""
