def builds = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects').tail()
def found = { build, levels ->
    build.readLines()
        .findAll { it ==~ /^\[(?:${levels})\].*/ }*.replaceFirst(/^\[[A-Z]+\] ?/, '')
        .join('\n')
}
def expected = { name -> new File(basedir, "expected/${name}.txt").getText('UTF-8').trim() }

assert found(builds[0], 'ERROR|WARNING').contains(expected('wrong'))
assert found(builds[1], 'ERROR|WARNING').contains(expected('wrong'))
assert found(builds[2], 'WARNING').contains(expected('wrong'))
assert !found(builds[3], 'ERROR|WARNING').contains('NS4')

assert new File(basedir, 'nanoservice-baseline.json').text == new File(basedir, 'expected/baseline.json').text
assert found(builds[5], 'ERROR').contains(expected('changed'))
assert found(builds[6], 'WARNING').contains(expected('changed'))
assert new File(basedir, 'target/accepted.json').text.contains('currency: str')
