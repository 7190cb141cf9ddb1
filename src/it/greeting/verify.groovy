import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

assert new File(basedir, 'build.log').readLines('UTF-8').contains('"Hello, Example"')

// The bundle: which files it contains, and their text.

def bundle = new File(basedir, 'target/nanoservices')
def names = { File directory -> directory.list().sort() }
def wheel = new File(bundle, 'main').listFiles().find { it.name ==~ /nanoservice_runtime-.+-py3-none-any\.whl/ }
assert names(bundle) == ['README.md', 'compose.yaml', 'format_name', 'main', 'nanoservices.json', 'openapi.json']
['format_name', 'main'].each { service ->
    def directory = new File(bundle, service)
    assert names(directory) == ['.dockerignore', 'Dockerfile', 'bom.json', 'constraints.txt', 'main.py', wheel.name, 'openapi.json', 'requirements.txt', 'runtime-requirements.txt', 'sources.txt']
    assert new File(directory, 'main.py').text == new File(basedir, "expected/${service}.py").text
}

// The wire: a proxy records the request between the two services, and the second one is called with plain HTTP.

def http = HttpClient.newHttpClient()
def get = { String uri, String accept ->
    http.send(HttpRequest.newBuilder(URI.create(uri)).header('Accept', accept).build(), BodyHandlers.ofByteArray())
}
def start = { String service, Map environment ->
    def builder = new ProcessBuilder(python, new File(bundle, "${service}/main.py").path)
    builder.environment().putAll(environment + [PYTHONPATH: wheel.path, NANOSERVICE_HOST: '127.0.0.1', NANOSERVICE_PORT: '0', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1'])
    builder.redirectError(new File(basedir, "target/${service}.log")).start()
}
def addressOf = { Process process ->
    "http://127.0.0.1:${new JsonSlurper().parseText(process.inputReader().readLine()).port}".toString()
}

def requests = []
def recorder = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
def addresses = new File(basedir, 'target/addresses.json')
addresses.text = JsonOutput.toJson([format_name: "http://127.0.0.1:${recorder.address.port}".toString()])
def formatName = start('format_name', [:])
def main = start('main', [NANOSERVICE_ADDRESSES: addresses.path])
try {
    def target = addressOf(formatName)
    recorder.createContext('/') { exchange ->
        requests << "${exchange.requestMethod} ${exchange.requestURI}".toString()
        def answer = get("${target}${exchange.requestURI}", exchange.requestHeaders.getFirst('Accept'))
        exchange.responseHeaders.set('Content-Type', answer.headers().firstValue('Content-Type').get())
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length)
        exchange.responseBody.withStream { it.write(answer.body()) }
    }
    recorder.start()

    assert new String(get("${addressOf(main)}/", '*/*').body(), 'UTF-8').trim() == '"Hello, Example"'
    assert requests == ['GET /?args=%5B%22example%22%5D']
    assert new String(get("${target}/?args=%5B%22example%22%5D", '*/*').body(), 'UTF-8').trim() == '"Example"'
} finally {
    [formatName, main]*.destroy()
    recorder.stop(0)
}
return true
