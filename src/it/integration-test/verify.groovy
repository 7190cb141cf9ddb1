assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>1</completed>')

// The services are stopped, so their state file is gone; their output can still be read.
def left = new File(basedir, 'target/nanoservice-local').list().sort()
assert left == ['discount.log', 'main.log']
return true
