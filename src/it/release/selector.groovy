// One Maven is enough, the one that runs this build: the other executions of the invoker have directories of their own.
return basedir.parentFile.name == 'it'
