"""Operations made of others: one module a recipe."""
