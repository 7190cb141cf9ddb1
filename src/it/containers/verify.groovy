assert new File(basedir, 'target/answer.json').text.trim() == '"Hello, Example"'

def project = (new File(basedir, 'build.log').text =~ /as project (containers-[0-9a-f]{8})/)[0][1]
def docker = { String... arguments ->
    def process = (['docker'] + arguments.toList() + ['--quiet', '--filter', "label=com.docker.compose.project=${project}"])*.toString().execute()
    assert process.waitFor() == 0
    process.text.trim()
}
assert docker('ps', '--all') == ''
assert docker('network', 'ls') == ''
assert docker('volume', 'ls') == ''
return true
