import java.nio.charset.StandardCharsets
import java.nio.file.Files

context.get('server').stop(0)

def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.any { it.endsWith('"cheers"') }

// The password as it is, and as a URL has it.
def forms = [context.get('password'), URLEncoder.encode(context.get('password'), 'UTF-8').replace('+', '%20')]
assert !log.any { line -> forms.any { line.contains(it) } }
new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def content = Files.readString(file.toPath(), StandardCharsets.ISO_8859_1)
    assert !forms.any { content.contains(it) }
}
return true
