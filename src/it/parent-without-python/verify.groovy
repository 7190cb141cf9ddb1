['invoices', 'orders'].each { module ->
    assert new File(basedir, "${module}/target/nanoservices/total/main.py").file
    assert new File(basedir, "${module}/target/nanoservices/main/main.py").file
}
['.', 'pages'].each { module -> assert !new File(basedir, "${module}/target/nanoservices").exists() }

def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.findAll { it.startsWith('[WARNING]') && (it.contains('nanoservice') || it.contains('thread')) } == []
