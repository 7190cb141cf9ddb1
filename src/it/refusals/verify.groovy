// Both builds report every finding with location, code, source line, caret and advice.
def builds = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects').tail()
def reports = builds.collect { build ->
    build.readLines()
        .findAll { it.startsWith('[ERROR]') }*.replaceFirst(/^\[ERROR\] ?/, '')
        .takeWhile { !it.startsWith('Failed to execute goal') }
}
def expected = new File(basedir, 'expected.txt').readLines('UTF-8')
assert reports == [expected, expected]

assert !new File(basedir, 'target/nanoservices').exists()
