\set style random(1, 12)
\set thing random(1, 16)
SELECT id, title, cents FROM item
 WHERE to_tsvector('simple', title) @@ to_tsquery('simple',
         (ARRAY['red','blue','green','black','white','silver','golden','compact','heavy','light','smart','classic'])[:style]
         || ' & ' ||
         (ARRAY['chair','table','lamp','shirt','phone','bottle','bag','watch','keyboard','monitor','desk','mug','shoe','jacket','camera','speaker'])[:thing])
 ORDER BY id LIMIT 20;
