from __future__ import divsion
