import os
import os.path
import os, sys, xml.sax
