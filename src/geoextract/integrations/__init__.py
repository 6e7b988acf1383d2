"""Ways into other libraries. Each module imports its library, so none is imported before it is asked for."""
