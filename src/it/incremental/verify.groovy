import java.time.Instant

// Returns the bytes and the time of every file after a run.
def after = { String run ->
    def files = [:]
    def root = new File(basedir, "target/after/${run}")
    root.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        files[root.toPath().relativize(file.toPath()).toString()] = [bytes: file.bytes.toList(), time: file.lastModified()]
    }
    return files
}
def written = { Map files -> files.findAll { it.value.time > Instant.parse('2020-01-03T00:00:00Z').toEpochMilli() }*.key.toSorted() }
def bytes = { Map files -> files.collectEntries { [it.key, it.value.bytes] } }

def first = after('first')
assert first.keySet().containsAll(['hum/main.py', 'main/main.py', 'shout/main.py', 'whisper/main.py'])

def again = after('again')
assert bytes(again) == bytes(first)
assert written(again) == []

def restored = after('restored')
assert bytes(restored) == bytes(first)
assert written(restored).containsAll(['main/runtime-requirements.txt', 'shout/Dockerfile'])

def port = after('port')
assert written(port) == ['README.md', 'compose.yaml', 'nanoservices.json', 'openapi.json']
assert bytes(after('back')) == bytes(first)

def touched = after('touched')
assert touched.keySet() == first.keySet()
// All services are copied from the file that changed.
assert written(touched) == ['hum/bom.json', 'main/bom.json', 'nanoservices.json', 'shout/bom.json', 'shout/main.py', 'whisper/bom.json']

def deleted = after('deleted')
def hums = touched.keySet().findAll { it.startsWith('hum/') }
assert deleted.keySet() == touched.keySet() - hums
assert written(deleted).findAll { it.contains('/') } == ['main/bom.json', 'shout/bom.json', 'whisper/bom.json']
assert !new File(basedir, 'target/nanoservices/hum').exists()

def broken = after('broken')
assert bytes(broken) == bytes(deleted)
assert written(broken) == []

['notes.txt', 'shout/notes.txt'].each { assert new File(basedir, "target/nanoservices/${it}").text == 'mine' }
return true
