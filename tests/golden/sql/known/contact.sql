WITH "t9" AS (
  SELECT
    "t5"."customer_id",
    "t5"."storefront",
    "t5"."mailbox_id",
    "t5"."at",
    "t5"."recorded_at",
    "t5"."id",
    ROW_NUMBER() OVER (
      PARTITION BY "t5"."customer_id", "t5"."storefront"
      ORDER BY "t5"."at" DESC, "t5"."recorded_at" DESC, "t5"."id" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "nth"
  FROM (
    SELECT
      "t2"."customer_id",
      "t2"."storefront",
      "t2"."mailbox_id",
      "t2"."at",
      "t2"."recorded_at",
      "t2"."id"
    FROM "mailbox_used" AS "t2"
  ) AS "t5"
)
SELECT
  "t36".*
  EXCLUDE ("customer_id_right", "storefront_right")
FROM (
  SELECT
    "t35"."customer_id",
    "t35"."storefront",
    "t35"."mailbox_id",
    "t35"."language",
    "t35"."country",
    "t19"."customer_id" AS "customer_id_right",
    "t19"."storefront" AS "storefront_right",
    "t19"."zone"
  FROM (
    SELECT
      "t33"."customer_id",
      "t33"."storefront",
      "t33"."mailbox_id",
      "t33"."language",
      "t33"."country"
    FROM (
      SELECT
        "t32"."customer_id",
        "t32"."storefront",
        "t32"."mailbox_id",
        "t32"."language",
        "t20"."customer_id" AS "customer_id_right",
        "t20"."storefront" AS "storefront_right",
        "t20"."country"
      FROM (
        SELECT
          "t30"."customer_id",
          "t30"."storefront",
          "t30"."mailbox_id",
          "t30"."language"
        FROM (
          SELECT
            "t29"."customer_id",
            "t29"."storefront",
            "t29"."mailbox_id",
            "t21"."customer_id" AS "customer_id_right",
            "t21"."storefront" AS "storefront_right",
            "t21"."language"
          FROM (
            SELECT
              "t27"."customer_id",
              "t27"."storefront",
              "t27"."mailbox_id"
            FROM (
              SELECT
                "t26"."customer_id",
                "t26"."storefront",
                "t22"."customer_id" AS "customer_id_right",
                "t22"."storefront" AS "storefront_right",
                "t22"."mailbox_id"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t0"."customer_id",
                      "t0"."storefront"
                    FROM "customer_known" AS "t0"
                  ) AS "t3"
                  UNION
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."customer_id",
                        "t1"."storefront"
                      FROM "order_placed" AS "t1"
                    ) AS "t4"
                    UNION
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t13"."customer_id",
                        "t13"."storefront"
                      FROM "t9" AS "t13"
                      WHERE
                        "t13"."nth" = 0
                    ) AS "t18"
                  ) AS "t23"
                ) AS "t24"
                WHERE
                  "t24"."customer_id" IS NOT NULL
              ) AS "t26"
              LEFT OUTER JOIN (
                SELECT
                  "t13"."customer_id",
                  "t13"."storefront",
                  "t13"."mailbox_id"
                FROM "t9" AS "t13"
                WHERE
                  "t13"."nth" = 0
              ) AS "t22"
                ON "t26"."customer_id" = "t22"."customer_id"
                AND "t26"."storefront" = "t22"."storefront"
            ) AS "t27"
          ) AS "t29"
          LEFT OUTER JOIN (
            SELECT
              "t12"."customer_id",
              "t12"."storefront",
              "t12"."language"
            FROM (
              SELECT
                "t8"."customer_id",
                "t8"."storefront",
                "t8"."language",
                "t8"."at",
                "t8"."recorded_at",
                "t8"."id",
                ROW_NUMBER() OVER (
                  PARTITION BY "t8"."customer_id", "t8"."storefront"
                  ORDER BY "t8"."at" DESC, "t8"."recorded_at" DESC, "t8"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM (
                SELECT
                  "t0"."customer_id",
                  "t0"."storefront",
                  "t0"."language",
                  "t0"."at",
                  "t0"."recorded_at",
                  "t0"."id"
                FROM "customer_known" AS "t0"
                WHERE
                  "t0"."language" IS NOT NULL
              ) AS "t8"
            ) AS "t12"
            WHERE
              "t12"."nth" = 0
          ) AS "t21"
            ON "t29"."customer_id" = "t21"."customer_id"
            AND "t29"."storefront" = "t21"."storefront"
        ) AS "t30"
      ) AS "t32"
      LEFT OUTER JOIN (
        SELECT
          "t11"."customer_id",
          "t11"."storefront",
          "t11"."country"
        FROM (
          SELECT
            "t7"."customer_id",
            "t7"."storefront",
            "t7"."country",
            "t7"."at",
            "t7"."recorded_at",
            "t7"."id",
            ROW_NUMBER() OVER (
              PARTITION BY "t7"."customer_id", "t7"."storefront"
              ORDER BY "t7"."at" DESC, "t7"."recorded_at" DESC, "t7"."id" DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM (
            SELECT
              "t0"."customer_id",
              "t0"."storefront",
              "t0"."country",
              "t0"."at",
              "t0"."recorded_at",
              "t0"."id"
            FROM "customer_known" AS "t0"
            WHERE
              "t0"."country" IS NOT NULL
          ) AS "t7"
        ) AS "t11"
        WHERE
          "t11"."nth" = 0
      ) AS "t20"
        ON "t32"."customer_id" = "t20"."customer_id"
        AND "t32"."storefront" = "t20"."storefront"
    ) AS "t33"
  ) AS "t35"
  LEFT OUTER JOIN (
    SELECT
      "t10"."customer_id",
      "t10"."storefront",
      "t10"."zone"
    FROM (
      SELECT
        "t6"."customer_id",
        "t6"."storefront",
        "t6"."zone",
        "t6"."at",
        "t6"."recorded_at",
        "t6"."id",
        ROW_NUMBER() OVER (
          PARTITION BY "t6"."customer_id", "t6"."storefront"
          ORDER BY "t6"."at" DESC, "t6"."recorded_at" DESC, "t6"."id" DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "nth"
      FROM (
        SELECT
          "t0"."customer_id",
          "t0"."storefront",
          "t0"."zone",
          "t0"."at",
          "t0"."recorded_at",
          "t0"."id"
        FROM "customer_known" AS "t0"
        WHERE
          "t0"."zone" IS NOT NULL
      ) AS "t6"
    ) AS "t10"
    WHERE
      "t10"."nth" = 0
  ) AS "t19"
    ON "t35"."customer_id" = "t19"."customer_id"
    AND "t35"."storefront" = "t19"."storefront"
) AS "t36"
