assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>6</completed>')

// Maven prints its parameters and the system properties of the tests. The path of the token is among them, the token is not.
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('nanoservice.tokenFile')
assert !(log =~ /Bearer [A-Za-z0-9_-]{43}/)
assert !log.contains('PRIVATE KEY')
return true
