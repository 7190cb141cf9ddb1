// Makes an authority, a certificate for the services, and one for the test as a key store that Java reads.
def openssl = { String arguments ->
    def process = new ProcessBuilder(['openssl'] + arguments.split(' ').toList()).directory(new File(basedir, 'tls'))
        .redirectErrorStream(true).start()
    def output = process.inputStream.text
    assert process.waitFor() == 0 : output
}
def key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2'
new File(basedir, 'tls').mkdirs()
openssl "req -x509 $key -subj /CN=authority -keyout authority.key -out ca.crt"
[tls: 'subjectAltName=IP:127.0.0.1', test: 'subjectAltName=DNS:test'].each { name, names ->
    openssl "req $key -subj /CN=$name -addext $names -keyout ${name}.key -out ${name}.csr"
    openssl "x509 -req -in ${name}.csr -CA ca.crt -CAkey authority.key -CAcreateserial -days 2 -copy_extensions copy -out ${name}.crt"
}
openssl 'pkcs12 -export -in test.crt -inkey test.key -passout pass:changeit -out test.p12'
return true
