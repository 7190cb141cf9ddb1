assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>1</completed>')

// Who the services were is forgotten, and so they are stopped; what they printed can still be read.
def left = new File(basedir, 'target/nanoservice-local').list().sort()
assert left == ['discount.log', 'main.log']
return true
