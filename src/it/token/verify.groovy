import java.nio.charset.StandardCharsets
import java.nio.file.Files

assert new File(basedir, 'target/failsafe-reports/failsafe-summary.xml').text.contains('<completed>1</completed>')

def token = new File(basedir, 'token.txt').text
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('nanoservice.tokenFile')
assert !log.contains(token)

// Only the secret for "docker compose up" is left, beside the bundle.
def found = []
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { file ->
    if (Files.readString(file.toPath(), StandardCharsets.ISO_8859_1).contains(token)) {
        found << basedir.toPath().relativize(file.toPath()).toString().replace('\\', '/')
    }
}
assert found == ['target/nanoservices.secrets/token']
return true
