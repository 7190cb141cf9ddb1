# Only a def at the left margin makes a service.
if True:
    def main(): pass
