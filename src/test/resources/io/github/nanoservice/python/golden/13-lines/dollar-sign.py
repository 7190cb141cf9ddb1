def f(): return $
