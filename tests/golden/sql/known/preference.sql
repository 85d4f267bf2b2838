SELECT
  "t1"."customer_id",
  "t1"."topic",
  "t1"."last"."sensitivity" AS "sensitivity",
  "t1"."last"."paused_until" AS "paused_until",
  "t1"."last"."local_date" AS "chosen_date"
FROM (
  SELECT
    "t0"."customer_id",
    "t0"."topic",
    ARG_MAX(
      {'sensitivity': "t0"."sensitivity", 'paused_until': "t0"."paused_until", 'local_date': "t0"."local_date"},
      {'at': "t0"."at", 'recorded_at': "t0"."recorded_at", 'id': "t0"."id"}
    ) AS "last"
  FROM "preference_set" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
