def f(): pass
\
