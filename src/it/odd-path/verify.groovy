def bundle = new File(basedir, 'with space and \u00fc/target/nanoservices')
assert bundle.list().sort() == ['README.md', 'compose.yaml', 'format_name', 'main', 'nanoservices.json', 'openapi.json']
assert !new File(bundle, 'nanoservices.json').text.contains('with space') : 'the bundle must not contain an absolute path'

def answer = new File(basedir, 'build.log').readLines('UTF-8').find { it.startsWith('"Gr') }
assert new groovy.json.JsonSlurper().parseText(answer) == 'Gr\u00fc\u00dfe, Zo\u00eb'
