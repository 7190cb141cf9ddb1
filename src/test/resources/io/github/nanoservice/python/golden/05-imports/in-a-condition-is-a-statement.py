try:
    import json
except ImportError:
    import simplejson as json
