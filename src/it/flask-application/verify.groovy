import groovy.json.JsonSlurper

def bundle = new File(basedir, 'target/nanoservices')
def services = new JsonSlurper().parse(new File(bundle, 'nanoservices.json')).services
assert services*.name == ['discounted', 'find', 'total', 'wsgi']
def application = services.find { it.name == 'wsgi' }.endpoints[0]
assert application.kind == 'APPLICATION'
assert application.references == ['discounted', 'find', 'total']

// The application is as it was written, with its template.
def sources = new File(basedir, 'src/main/python')
['wsgi.py', 'shop/__init__.py', 'shop/views.py', 'shop/templates/catalog.html'].each {
    assert new File(bundle, "wsgi/modules/$it").bytes == new File(sources, it).bytes
}
// A service of a function has nothing of the application.
assert !new File(bundle, 'discounted/modules/shop/views.py').exists()
assert new File(bundle, 'compose.yaml').text =~ /(?s)\n  wsgi:.*ports:/

def log = new File(basedir, 'build.log').readLines('UTF-8')
assert log.any {
    it.contains('NS332 the service "wsgi" serves the Flask application "app" on its own routes; these modules belong to it: shop, shop.views')
}
assert !log.any { it.contains('NS326') }
assert log.any { it.contains('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0') }
return true
