-- Items %1$d to %2$d.
INSERT INTO item (id, sku, title, blurb, cents, shelf, on_hand, added, changed)
SELECT n,
       'ITEM-' || lpad(n::text, 8, '0'),
       concat_ws(' ',
         (ARRAY['Red','Blue','Green','Black','White','Silver','Golden','Compact','Heavy','Light','Smart','Classic'])[1 + floor(random() * 12)::int],
         (ARRAY['Steel','Wooden','Cotton','Leather','Glass','Carbon','Ceramic','Bamboo','Rubber','Wool'])[1 + floor(random() * 10)::int],
         (ARRAY['Chair','Table','Lamp','Shirt','Phone','Bottle','Bag','Watch','Keyboard','Monitor','Desk','Mug','Shoe','Jacket','Camera','Speaker'])[1 + floor(random() * 16)::int],
         substr(md5(n::text), 1, 6)),
       repeat(md5(n::text) || ' ', 6),
       100 + floor(random() * 99900)::bigint,
       1 + floor(random() * 500)::int,
       1000000,
       timestamptz '2025-01-01' + n * interval '1 second',
       timestamptz '2025-01-01' + n * interval '1 second'
  FROM generate_series(%1$d, %2$d) AS n;
