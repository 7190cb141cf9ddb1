// From the first place to the last advice, as each of the two builds has reported it.
def log = new File(basedir, 'build.log').readLines('UTF-8').findAll { it.startsWith('[ERROR]') }*.replaceFirst(/^\[ERROR\] ?/, '')
def expected = new File(basedir, 'expected.txt').readLines('UTF-8')

def reports = log.findIndexValues { it == expected.first() }.collect { start ->
    log.subList(start as int, Math.min(log.size(), (start as int) + expected.size()))
}
assert reports == [expected, expected]
assert !new File(basedir, 'target/nanoservices').exists()
