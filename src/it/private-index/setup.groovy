import com.sun.net.httpserver.BasicAuthenticator
import com.sun.net.httpserver.HttpServer

// A package index (PEP 503) with a password. It has what the runtime needs too, so that no other index is asked.
def wheels = new File(basedir, 'wheels')
def made = [python, new File(basedir, 'wheels.py').path, wheels.path].execute()
assert made.waitFor() == 0 : made.err.text

def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def handled = server.createContext('/') { exchange ->
    def path = exchange.requestURI.path
    def simple = path =~ '/simple/([^/]+)/'
    byte[] body = []
    if (simple.matches()) {
        def files = wheels.list().findAll { it.split('-')[0].toLowerCase().replaceAll('[._]', '-') == simple.group(1) }
        body = files.collect { "<a href=\"/${it}\">${it}</a>" }.join('\n').bytes
    } else if (path.lastIndexOf('/') == 0 && new File(wheels, path).file) {
        body = new File(wheels, path).bytes
    }
    exchange.responseHeaders.add('Content-Type', simple.matches() ? 'text/html' : 'application/octet-stream')
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length ?: -1)
    exchange.responseBody.write(body)
    exchange.close()
}
def password = 's3cret/of:the@index%20+'
handled.authenticator = new BasicAuthenticator('index', java.nio.charset.StandardCharsets.UTF_8) {
    boolean checkCredentials(String user, String given) { user == 'ada' && given == password }
}
server.start()
context.put('server', server)
context.put('password', password)

new File(basedir, '.mvn').mkdir()
new File(basedir, '.mvn/maven.config').text = """\
-gs
${new File(basedir, 'global-settings.xml')}
-Dsettings.security=${new File(basedir, 'settings-security.xml')}
-Dnanoservice.packageIndex=http://127.0.0.1:${server.address.port}/simple
"""
return true
