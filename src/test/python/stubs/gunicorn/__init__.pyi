# The part of gunicorn that the runtime uses; gunicorn contains no type information.
