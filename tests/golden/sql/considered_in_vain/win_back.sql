SELECT
  "t8".*
  EXCLUDE ("nth", "unmet")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t6"."customer_id",
      "t6"."storefront",
      "t6"."orders",
      "t6"."days_since",
      "t6"."typical_gap_days",
      "t6"."favourite",
      "t6"."currency",
      "t6"."about",
      "t6"."occasion",
      "t6"."gain_minor",
      "t6"."last_ordered_on",
      "t6"."unmet",
      CASE
        WHEN "t6"."unmet" = 0
        THEN 'rhythm'
        WHEN "t6"."unmet" = 1
        THEN 'away'
        WHEN "t6"."unmet" = 2
        THEN 'not_gone'
        ELSE NULL
      END AS "unmet_key",
      ROW_NUMBER() OVER (
        PARTITION BY "t6"."customer_id"
        ORDER BY "t6"."unmet" DESC, "t6"."about" DESC, "t6"."occasion" DESC, "t6"."storefront" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t5"."customer_id",
        "t5"."storefront",
        "t5"."orders",
        "t5"."days_since",
        "t5"."typical_gap_days",
        "t5"."favourite",
        "t5"."currency",
        'customer' AS "about",
        CAST("t5"."last_order_date" AS TEXT) AS "occasion",
        "t5"."margin_an_order_minor" AS "gain_minor",
        CAST("t5"."last_order_date" AS TEXT) AS "last_ordered_on",
        CASE
          WHEN NOT (
            COALESCE("t5"."typical_gap_days" IS NOT NULL, FALSE)
          )
          THEN 0
          WHEN NOT (
            COALESCE(
              (
                "t5"."days_since" > (
                  CAST("t5"."typical_gap_days" AS DOUBLE) * 2.0
                )
              )
              AND (
                "t5"."days_since" >= 45
              ),
              FALSE
            )
          )
          THEN 1
          WHEN NOT (
            COALESCE("t5"."days_since" <= 400, FALSE)
          )
          THEN 2
          ELSE 3
        END AS "unmet"
      FROM (
        SELECT
          "t4".*
          EXCLUDE ("customer_id_right", "storefront_right")
        FROM (
          SELECT
            "t2"."customer_id",
            "t2"."storefront",
            "t2"."orders",
            "t2"."spend_minor",
            "t2"."margin_minor",
            "t2"."costs_known",
            "t2"."first_order_at",
            "t2"."last_order_at",
            "t2"."first_order_date",
            "t2"."last_order_date",
            "t2"."currency",
            "t2"."favourite",
            "t2"."days_since",
            "t2"."margin_an_order_minor",
            "t2"."margin_a_year_minor",
            "t3"."customer_id" AS "customer_id_right",
            "t3"."storefront" AS "storefront_right",
            "t3"."gaps",
            "t3"."typical_gap_days"
          FROM "profile" AS "t2"
          LEFT OUTER JOIN "rhythm" AS "t3"
            ON "t2"."customer_id" = "t3"."customer_id" AND "t2"."storefront" = "t3"."storefront"
        ) AS "t4"
      ) AS "t5"
    ) AS "t6"
  ) AS "t7"
  WHERE
    "t7"."nth" = 0 AND "t7"."unmet_key" IS NOT NULL
) AS "t8"
