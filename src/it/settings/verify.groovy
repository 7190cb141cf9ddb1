import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines()
assert log.any { it.endsWith('[36,"EUR",false]') }
// Maven may begin a line with an escape sequence of the terminal.
assert log.any { it.endsWith('quote | INFO:root:a quote for 3 pounds') }
assert log.any { it.endsWith('quote | asked with a key of 16 characters') }
// Windows cannot fork, so there one process serves.
assert System.getProperty('os.name').startsWith('Windows') || log.any { it.contains('"function": "quote"') && it.contains('"worker": ') }

def bundle = new File(basedir, 'target/nanoservices')
def quote = new JsonSlurper().parse(new File(bundle, 'nanoservices.json')).services.find { it.name == 'quote' }
assert quote.settings.memory == '256m'
assert quote.settings.secrets == ['API_KEY']
assert quote.settings.workers == 2
assert new File(bundle, 'quote/Dockerfile').text.contains('apt-get install --yes --no-install-recommends ffmpeg libgomp1 ')
assert new File(bundle, 'quote/Dockerfile').text.contains('FROM python:3.12-slim')
def settings = new JsonSlurper().parse(new File(bundle, 'nanoservices.json')).services.collectEntries { [it.name, it.settings] }
assert settings.label.contentTypes == [label: 'image/svg+xml']
assert settings.ordered.lambdaHandlers == ['ordered']
assert !log.any { it.contains('NS327') }
def compose = new File(bundle, 'compose.yaml').text
assert compose.contains('cpus: 0.5')
assert compose.contains('replicas: 2')
assert compose.contains('NANOSERVICE_WORKERS: "2"')
assert compose.contains('NANOSERVICE_CONTENT_TYPES: "label=image/svg+xml"')
assert compose.contains('NANOSERVICE_LAMBDA_HANDLERS: "ordered"')

// Neither the log, also with -X, nor a file of the bundle has the secret.
assert !log.any { it.contains('open-sesame') }
bundle.eachFileRecurse { assert it.directory || !it.text.contains('open-sesame') }
return true
