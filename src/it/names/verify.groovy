import groovy.json.JsonSlurper

// The program prints the same when plain Python runs it.
def plain = new ProcessBuilder(python, 'src/main/python/main.py').directory(basedir)
plain.environment().put('PYTHONDONTWRITEBYTECODE', '1')
def expected = plain.redirectError(ProcessBuilder.Redirect.INHERIT).start().text.trim()

def log = new File(basedir, 'build.log').readLines('UTF-8')
def actual = log.find { it.startsWith(expected.substring(0, 10)) }
assert new JsonSlurper().parseText(actual) == new JsonSlurper().parseText(expected)
