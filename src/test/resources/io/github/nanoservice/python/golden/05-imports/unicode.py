import größe
from ﬁle import ﬁeld
