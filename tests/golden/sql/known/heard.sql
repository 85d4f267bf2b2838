SELECT
  "t4"."customer_id",
  "t4"."storefront",
  "t4"."program",
  "t4"."topic",
  "t4"."intent",
  "t4"."at",
  "t4"."local_date",
  COALESCE("t4"."channel", 'email') AS "channel",
  DATE_DIFF('DAY', MAKE_DATE(1970, 1, 1), "t4"."local_date") AS "day"
FROM (
  SELECT
    *
  FROM "message_decided" AS "t0"
  WHERE
    "t0"."nature" = 'marketing' AND "t0"."customer_id" IS NOT NULL
) AS "t4"
ANTI JOIN (
  SELECT DISTINCT
    "t1"."intent"
  FROM "message_outcome" AS "t1"
  WHERE
    "t1"."outcome" IN ('cancelled', 'expired', 'suppressed', 'rejected')
) AS "t5"
  ON "t4"."intent" = "t5"."intent"
