SELECT
  "t0"."customer_id",
  "t0"."storefront",
  "t0"."program",
  "t0"."about",
  "t0"."occasion",
  MAX("t0"."local_date") AS "said_date"
FROM "message_decided" AS "t0"
GROUP BY
  1,
  2,
  3,
  4,
  5
