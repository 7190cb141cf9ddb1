def f(): return 'closed?\'
