import java.util.zip.ZipFile

// The functions find their files in a service as they do when plain Python runs the program.
def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.contains('["<td>book</td><td>12.5 EUR</td>","<td>pen</td><td>0.8 EUR</td>"]')
// Each file that a path names exists. Modules that look for files themselves are carried whole.
def warnings = log.findAll { it.startsWith('[WARNING]') && it.contains('NS3') }
assert warnings.collect { (it =~ /NS\d+/)[0] }.unique() == ['NS320']

def bundle = new File(basedir, 'target/nanoservices')
def source = new File(basedir, 'src/main/python')
def data = { service -> new File(bundle, "${service}/modules") }

// Data of the root go to every service, those of a package to the services with code of it.
['main', 'rates', 'price', 'receipt'].each { service ->
    assert new File(data(service), 'rates.csv').bytes == new File(source, 'rates.csv').bytes
    assert !new File(data(service), 'drafts').exists()
    assert !new File(data(service), 'shop/rates.xlsx').exists()
}
['price', 'receipt'].each { service ->
    ['shop/data/prices.json', 'shop/data/__init__.py', 'shop/html/line.html'].each { path ->
        assert new File(data(service), path).bytes == new File(source, path).bytes
    }
}
assert !new File(data('rates'), 'shop').exists()

// The archive of the bundle has no secrets: the token is beside the bundle, and its text is in no file of the archive.
def token = new File(basedir, 'target/nanoservices.secrets/token').getText('US-ASCII').trim()
assert !token.isEmpty()
new ZipFile(new File(basedir, 'target/data-1.0-nanoservices.zip')).withCloseable { zip ->
    def names = zip.entries().collect { it.name }
    assert names.contains('nanoservices.json')
    assert names.contains('price/modules/shop/data/prices.json')
    assert zip.entries().findAll { zip.getInputStream(it).getText('ISO-8859-1').contains(token) } == []
    assert zip.entries().collect { it.timeLocal.toString() }.unique() == ['2026-01-01T00:00']
}
