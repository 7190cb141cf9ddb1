import groovy.json.JsonSlurper

def bundle = new File(basedir, 'target/nanoservices')
assert bundle.listFiles().findAll { it.directory }*.name.sort() == ['all', 'longest_chain', 'sieve']
def served = new JsonSlurper().parse(new File(bundle, 'nanoservices.json')).services.collectEntries {
    [it.name, it.endpoints*.name]
}
assert served == [all: ['collatz', 'is_even', 'is_odd', 'gaps', 'main'], longest_chain: ['longest_chain'], sieve: ['sieve']]

// The program prints the same when plain Python runs it.
def plain = new ProcessBuilder(python, 'src/main/python/sequences.py').directory(basedir)
plain.environment().put('PYTHONDONTWRITEBYTECODE', '1')
def expected = plain.redirectError(ProcessBuilder.Redirect.INHERIT).start().text.trim()
def log = new File(basedir, 'build.log').readLines('UTF-8')
def answers = log.findAll { it.startsWith('{"primes":') }
assert answers.size() == 1
assert new JsonSlurper().parseText(answers[0]) == new JsonSlurper().parseText(expected)

// The diagram: calls within a service are solid lines, requests are dotted lines.
def page = new File(bundle, 'README.md').readLines('UTF-8')
def node = { String name -> page.find { it.endsWith("[\"${name}\"]") && !it.contains('subgraph') }.trim().takeWhile { it != '[' } }
assert page.contains("  ${node('main')} --> ${node('gaps')}".toString())
assert page.contains("  ${node('main')} -.-> ${node('sieve')}".toString())

// is_even and is_odd call each other, which is a remote cycle only if they are in different services.
def warnings = log.findAll { it.contains('NS318') }
assert warnings.size() == 1
assert warnings[0].endsWith('is_even -> is_odd -> is_even')
assert log.any { it.endsWith('<groups><is_even>is_even, is_odd</is_even></groups>.') }
