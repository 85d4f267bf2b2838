SELECT
  "t42".*
  EXCLUDE ("customer_id_right", "storefront_right")
FROM (
  SELECT
    "t41"."customer_id",
    "t41"."storefront",
    "t41"."mailbox_id",
    "t41"."language",
    "t41"."country",
    "t30"."customer_id" AS "customer_id_right",
    "t30"."storefront" AS "storefront_right",
    "t30"."zone"
  FROM (
    SELECT
      "t39"."customer_id",
      "t39"."storefront",
      "t39"."mailbox_id",
      "t39"."language",
      "t39"."country"
    FROM (
      SELECT
        "t38"."customer_id",
        "t38"."storefront",
        "t38"."mailbox_id",
        "t38"."language",
        "t28"."customer_id" AS "customer_id_right",
        "t28"."storefront" AS "storefront_right",
        "t28"."country"
      FROM (
        SELECT
          "t36"."customer_id",
          "t36"."storefront",
          "t36"."mailbox_id",
          "t36"."language"
        FROM (
          SELECT
            "t35"."customer_id",
            "t35"."storefront",
            "t35"."mailbox_id",
            "t29"."customer_id" AS "customer_id_right",
            "t29"."storefront" AS "storefront_right",
            "t29"."language"
          FROM (
            SELECT
              "t33"."customer_id",
              "t33"."storefront",
              "t33"."mailbox_id"
            FROM (
              SELECT
                "t32"."customer_id",
                "t32"."storefront",
                "t23"."customer_id" AS "customer_id_right",
                "t23"."storefront" AS "storefront_right",
                "t23"."mailbox_id"
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
                      FROM (
                        SELECT
                          "t12".*
                          EXCLUDE ("nth")
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t2"."id",
                              "t2"."recorded_at",
                              "t2"."local_date",
                              "t2"."source",
                              "t2"."key",
                              "t2"."at",
                              "t2"."storefront",
                              "t2"."customer_id",
                              "t2"."mailbox_id",
                              ROW_NUMBER() OVER (
                                PARTITION BY "t2"."customer_id", "t2"."storefront"
                                ORDER BY "t2"."at" DESC, "t2"."recorded_at" DESC, "t2"."id" DESC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                              ) - 1 AS "nth"
                            FROM "mailbox_used" AS "t2"
                          ) AS "t8"
                          WHERE
                            "t8"."nth" = 0
                        ) AS "t12"
                      ) AS "t13"
                    ) AS "t17"
                  ) AS "t22"
                ) AS "t24"
                WHERE
                  "t24"."customer_id" IS NOT NULL
              ) AS "t32"
              LEFT OUTER JOIN (
                SELECT
                  "t13"."customer_id",
                  "t13"."storefront",
                  "t13"."mailbox_id"
                FROM (
                  SELECT
                    "t12".*
                    EXCLUDE ("nth")
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t2"."id",
                        "t2"."recorded_at",
                        "t2"."local_date",
                        "t2"."source",
                        "t2"."key",
                        "t2"."at",
                        "t2"."storefront",
                        "t2"."customer_id",
                        "t2"."mailbox_id",
                        ROW_NUMBER() OVER (
                          PARTITION BY "t2"."customer_id", "t2"."storefront"
                          ORDER BY "t2"."at" DESC, "t2"."recorded_at" DESC, "t2"."id" DESC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                        ) - 1 AS "nth"
                      FROM "mailbox_used" AS "t2"
                    ) AS "t8"
                    WHERE
                      "t8"."nth" = 0
                  ) AS "t12"
                ) AS "t13"
              ) AS "t23"
                ON "t32"."customer_id" = "t23"."customer_id"
                AND "t32"."storefront" = "t23"."storefront"
            ) AS "t33"
          ) AS "t35"
          LEFT OUTER JOIN (
            SELECT
              "t20"."customer_id",
              "t20"."storefront",
              "t20"."language"
            FROM (
              SELECT
                "t15".*
                EXCLUDE ("nth")
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t6"."id",
                    "t6"."recorded_at",
                    "t6"."local_date",
                    "t6"."source",
                    "t6"."key",
                    "t6"."at",
                    "t6"."storefront",
                    "t6"."customer_id",
                    "t6"."country",
                    "t6"."language",
                    "t6"."zone",
                    ROW_NUMBER() OVER (
                      PARTITION BY "t6"."customer_id", "t6"."storefront"
                      ORDER BY "t6"."at" DESC, "t6"."recorded_at" DESC, "t6"."id" DESC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) - 1 AS "nth"
                  FROM (
                    SELECT
                      *
                    FROM "customer_known" AS "t0"
                    WHERE
                      "t0"."language" IS NOT NULL
                  ) AS "t6"
                ) AS "t10"
                WHERE
                  "t10"."nth" = 0
              ) AS "t15"
            ) AS "t20"
          ) AS "t29"
            ON "t35"."customer_id" = "t29"."customer_id"
            AND "t35"."storefront" = "t29"."storefront"
        ) AS "t36"
      ) AS "t38"
      LEFT OUTER JOIN (
        SELECT
          "t19"."customer_id",
          "t19"."storefront",
          "t19"."country"
        FROM (
          SELECT
            "t14".*
            EXCLUDE ("nth")
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t5"."id",
                "t5"."recorded_at",
                "t5"."local_date",
                "t5"."source",
                "t5"."key",
                "t5"."at",
                "t5"."storefront",
                "t5"."customer_id",
                "t5"."country",
                "t5"."language",
                "t5"."zone",
                ROW_NUMBER() OVER (
                  PARTITION BY "t5"."customer_id", "t5"."storefront"
                  ORDER BY "t5"."at" DESC, "t5"."recorded_at" DESC, "t5"."id" DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "nth"
              FROM (
                SELECT
                  *
                FROM "customer_known" AS "t0"
                WHERE
                  "t0"."country" IS NOT NULL
              ) AS "t5"
            ) AS "t9"
            WHERE
              "t9"."nth" = 0
          ) AS "t14"
        ) AS "t19"
      ) AS "t28"
        ON "t38"."customer_id" = "t28"."customer_id"
        AND "t38"."storefront" = "t28"."storefront"
    ) AS "t39"
  ) AS "t41"
  LEFT OUTER JOIN (
    SELECT
      "t21"."customer_id",
      "t21"."storefront",
      "t21"."zone"
    FROM (
      SELECT
        "t16".*
        EXCLUDE ("nth")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t7"."id",
            "t7"."recorded_at",
            "t7"."local_date",
            "t7"."source",
            "t7"."key",
            "t7"."at",
            "t7"."storefront",
            "t7"."customer_id",
            "t7"."country",
            "t7"."language",
            "t7"."zone",
            ROW_NUMBER() OVER (
              PARTITION BY "t7"."customer_id", "t7"."storefront"
              ORDER BY "t7"."at" DESC, "t7"."recorded_at" DESC, "t7"."id" DESC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "nth"
          FROM (
            SELECT
              *
            FROM "customer_known" AS "t0"
            WHERE
              "t0"."zone" IS NOT NULL
          ) AS "t7"
        ) AS "t11"
        WHERE
          "t11"."nth" = 0
      ) AS "t16"
    ) AS "t21"
  ) AS "t30"
    ON "t41"."customer_id" = "t30"."customer_id"
    AND "t41"."storefront" = "t30"."storefront"
) AS "t42"
